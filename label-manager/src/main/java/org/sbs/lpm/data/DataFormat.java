package org.sbs.lpm.data;

/** How a data file is written. */
public enum DataFormat {
  /** By the file's content, and where that does not tell by its ending. */
  AUTO,
  /** A table with separators; a row is a label. */
  CSV,
  /** Lines key=value; the file is a label, or each section in it. */
  KEY_VALUE,
  /** JSON objects; an object is a label, or each member of a list in it. */
  JSON,
  /** XML; what repeats in it is a label. */
  XML,
  /** Lines in which each field has its columns; a line is a label. */
  FIXED_WIDTH
}
