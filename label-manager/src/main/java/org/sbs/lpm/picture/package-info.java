/** Draws labels as pictures, as far as ZPL is known here, and names what is not. */
package org.sbs.lpm.picture;
