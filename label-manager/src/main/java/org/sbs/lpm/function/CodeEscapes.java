package org.sbs.lpm.function;

/**
 * How a printer language wants the data of bar codes written, so that they are data and no orders
 * to the bar code. What the language's own text needs comes on top of that.
 */
public interface CodeEscapes {
  /** The bar codes whose data have orders of their own. */
  enum Code {
    /** Code 128 and GS1-128. */
    CODE128,
    /** DataMatrix. */
    DATAMATRIX
  }

  /** Data of a Code 128, in its code set B. */
  String code128(String value) throws WrongValueException;

  /** Data of a DataMatrix. */
  String dataMatrix(String value) throws WrongValueException;

  /** Data of a QR code as bytes, with their number before them. */
  String qrCode(String value) throws WrongValueException;

  /** The function character 1 of GS1, which is a separator inside of a code. */
  String fnc1(Code code);
}
