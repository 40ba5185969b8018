package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.lpm.printer.PrinterDefinition.StatusBy;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

class PrinterMibTest {
  private final Map<String, Variable> values = new ConcurrentHashMap<>();
  private Snmp agent;
  private DefaultUdpTransportMapping transport;
  private ByteSink sink;

  @BeforeEach
  void setUp() throws IOException {
    sink = new ByteSink();
    transport = new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0));
    agent = new Snmp(transport);
    agent.addCommandResponder(
        new CommandResponder() {
          @Override
          public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
            answer(event);
          }
        });
    agent.listen();
    values.put("1.3.6.1.2.1.25.3.5.1.1.1", new Integer32(3));
    values.put("1.3.6.1.2.1.25.3.5.1.2.1", new OctetString(new byte[] {0}));
  }

  private <A extends Address> void answer(CommandResponderEvent<A> event) {
    PDU pdu = event.getPDU();
    for (VariableBinding binding : pdu.getVariableBindings()) {
      binding.setVariable(values.getOrDefault(binding.getOid().toString(), Null.noSuchInstance));
    }
    pdu.setType(PDU.RESPONSE);
    try {
      event
          .getMessageDispatcher()
          .returnResponsePdu(
              event.getMessageProcessingModel(),
              event.getSecurityModel(),
              event.getSecurityName(),
              event.getSecurityLevel(),
              pdu,
              event.getMaxSizeResponsePDU(),
              event.getStateReference(),
              new StatusInformation());
    } catch (MessageException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void tearDown() throws IOException {
    agent.close();
    sink.close();
  }

  private PrinterDefinition.Raw definition(int port) {
    return new PrinterDefinition.Raw(
        "P",
        "127.0.0.1",
        sink.port(),
        2000,
        300,
        300,
        true,
        new PrinterDefinition.Telling(StatusBy.SNMP, 1000, "public", port));
  }

  private int port() {
    return transport.getListenAddress().getPort();
  }

  @Test
  @DisplayName("R12.6 a printer tells by SNMP why it does not print, and how much it has printed")
  void tells() {
    PrinterMib mib = new PrinterMib(definition(port()));
    assertThat(mib.ask().orElseThrow().idle()).isTrue();
    assertThat(mib.counter()).isEmpty();
    values.put("1.3.6.1.2.1.43.10.2.1.3.1.1", new Integer32(7));
    values.put("1.3.6.1.2.1.43.10.2.1.4.1.1", new Counter32(4711));
    assertThat(mib.counter()).hasValue(4711);
    values.put("1.3.6.1.2.1.25.3.5.1.2.1", new OctetString(new byte[] {0x40}));
    Printer printer = definition(port()).create("A~1", new TestWatch(), new PrinterGate());
    assertThat(
            catchThrowableOfType(PrinterException.class, () -> printer.open("id", "x").close())
                .state())
        .isEqualTo(PrinterState.PAPER_OUT);
    assertThat(PrinterMib.problem(new byte[] {0x08})).contains(PrinterState.HEAD_OPEN);
    assertThat(PrinterMib.problem(new byte[] {0x10})).contains(PrinterState.RIBBON_OUT);
    assertThat(PrinterMib.problem(new byte[] {0x02})).contains(PrinterState.OFFLINE);
    assertThat(PrinterMib.problem(new byte[] {0, 0x04})).contains(PrinterState.PAPER_OUT);
    assertThat(PrinterMib.problem(new byte[] {(byte) 0x80})).as("low paper prints").isEmpty();
  }

  @Test
  @DisplayName("R12.6 one that does not answer by SNMP does not tell, and prints")
  void tellsNothing() throws Exception {
    int port = port();
    agent.close();
    Printer printer = definition(port).create("A~1", new TestWatch(), new PrinterGate());
    try (Printer.Delivery delivery = printer.open("id", "x")) {
      delivery.send(
          org.sbs.lpm.files.Content.of("^XA^XZ".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          1);
      assertThat(delivery.finish()).isZero();
    }
    assertThat(sink.jobs()).containsExactly("^XA^XZ");
  }
}
