package org.sbs.lpm.label;

import org.sbs.lpm.function.CodeEscapes;
import org.sbs.lpm.function.WrongValueException;

/** Bar codes of TSPL: {@code BARCODE} "128M", {@code DMATRIX} with c126, {@code QRCODE} mode M. */
enum TsplCodes implements CodeEscapes {
  /** There is one. */
  INSTANCE;

  @Override
  public String code128(String value) throws WrongValueException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '!') {
        throw new WrongValueException(
            "a Code 128 takes letters, digits and signs of ASCII other than !, and there is '"
                + c
                + "'");
      }
    }
    return value;
  }

  @Override
  public String dataMatrix(String value) {
    return value.replace("~", "~~");
  }

  @Override
  public String qrCode(String value) throws WrongValueException {
    return ZplCodes.qrBytes(value);
  }

  @Override
  public String fnc1(Code code) {
    return switch (code) {
      case CODE128 -> "!102";
      case DATAMATRIX -> "~1";
    };
  }
}
