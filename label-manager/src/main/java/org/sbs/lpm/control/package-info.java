/**
 * How the commands talk to the running Label Print Manager: a connection to a loopback port, whose
 * number and token lie in a file that only its owner can read.
 *
 * <p>Request: a line {@code LPM1 TOKEN COMMAND}, a line an argument, an empty line. Answer: lines
 * {@code O text} for standard output and {@code E text} for standard error, then {@code X status}.
 */
package org.sbs.lpm.control;
