/** Labels and the ZPL templates that they are made from. */
package org.sbs.lpm.label;
