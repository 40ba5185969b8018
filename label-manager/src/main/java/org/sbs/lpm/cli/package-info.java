/** The commands of {@code lpm}, one class each. */
package org.sbs.lpm.cli;
