/** The command line, one class a command. */
package org.sbs.server.cli;
