package org.sbs.lpm.printer;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * A printer's own word about itself over SNMP: Host Resources and Printer MIB (RFC 2790, RFC 3805).
 * One that does not answer is one that does not tell.
 */
final class PrinterMib {
  private static final OID PRINTER_STATUS = new OID("1.3.6.1.2.1.25.3.5.1.1.1");
  private static final OID ERROR_STATE = new OID("1.3.6.1.2.1.25.3.5.1.2.1");
  private static final OID MARKER_UNIT = new OID("1.3.6.1.2.1.43.10.2.1.3.1.1");
  private static final OID MARKER_LIFE_COUNT = new OID("1.3.6.1.2.1.43.10.2.1.4.1.1");
  private static final int IDLE = 3;
  private static final int UNIT_IMPRESSIONS = 7;
  private static final int RETRIES = 1;

  private final PrinterDefinition.Raw definition;

  PrinterMib(PrinterDefinition.Raw definition) {
    this.definition = definition;
  }

  /** Its state; nothing if it does not tell. */
  Optional<PrinterReport> ask() {
    Optional<PDU> answer = get(PRINTER_STATUS, ERROR_STATE);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Variable status = answer.get().getVariable(PRINTER_STATUS);
    Variable errors = answer.get().getVariable(ERROR_STATE);
    boolean idle = isNumber(status) && status.toInt() == IDLE;
    Optional<PrinterState> problem =
        errors instanceof OctetString bits ? problem(bits.getValue()) : Optional.empty();
    return Optional.of(new PrinterReport(problem, idle && problem.isEmpty()));
  }

  /** How many labels it has printed in its life; nothing if it does not count them. */
  OptionalLong counter() {
    Optional<PDU> answer = get(MARKER_UNIT, MARKER_LIFE_COUNT);
    if (answer.isPresent()
        && isNumber(answer.get().getVariable(MARKER_UNIT))
        && answer.get().getVariable(MARKER_UNIT).toInt() == UNIT_IMPRESSIONS
        && answer.get().getVariable(MARKER_LIFE_COUNT) instanceof Counter32 count) {
      return OptionalLong.of(count.toLong());
    }
    return OptionalLong.empty();
  }

  private static boolean isNumber(Variable variable) {
    return variable != null
        && !variable.isException()
        && variable.getSyntax() == org.snmp4j.smi.SMIConstants.SYNTAX_INTEGER;
  }

  /** hrPrinterDetectedErrorState: bits from the highest of the first byte. */
  static Optional<PrinterState> problem(byte[] bits) {
    if (isSet(bits, 4)) {
      return Optional.of(PrinterState.HEAD_OPEN);
    }
    if (isSet(bits, 1) || isSet(bits, 5) || isSet(bits, 8) || isSet(bits, 13)) {
      return Optional.of(PrinterState.PAPER_OUT);
    }
    if (isSet(bits, 3) || isSet(bits, 10)) {
      return Optional.of(PrinterState.RIBBON_OUT);
    }
    return isSet(bits, 6) ? Optional.of(PrinterState.OFFLINE) : Optional.empty();
  }

  private static boolean isSet(byte[] bits, int bit) {
    return bits.length > bit / 8 && (bits[bit / 8] & (0x80 >> (bit % 8))) != 0;
  }

  private Optional<PDU> get(OID... wanted) {
    PDU question = new PDU();
    question.setType(PDU.GET);
    for (OID oid : wanted) {
      question.add(new VariableBinding(oid));
    }
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv2c());
    try (Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
      snmp.listen();
      CommunityTarget<UdpAddress> target = new CommunityTarget<>();
      target.setCommunity(new OctetString(definition.telling().community()));
      target.setAddress(
          new UdpAddress(
              InetAddress.getByName(definition.host()), definition.telling().snmpPort()));
      target.setVersion(SnmpConstants.version2c);
      target.setTimeout(Math.max(1, definition.statusMs() / (RETRIES + 1)));
      target.setRetries(RETRIES);
      ResponseEvent<UdpAddress> event = snmp.send(question, target);
      return Optional.ofNullable(event).map(ResponseEvent::getResponse);
    } catch (IOException e) {
      // A printer that cannot be asked does not tell; whether it can be reached is seen elsewhere.
      return Optional.empty();
    }
  }
}
