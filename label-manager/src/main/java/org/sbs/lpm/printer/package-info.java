/** Printers: raw TCP, IPP and folders. */
package org.sbs.lpm.printer;
