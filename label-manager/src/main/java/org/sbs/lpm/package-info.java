/** The Label Print Manager: watches capture folders and prints labels. */
package org.sbs.lpm;
