/** The demonstration: a whole pair on this machine, by the programs as they are. */
package org.sbs.server.demo;
