/** Finding complete files in a capture folder. */
package org.sbs.lpm.capture;
