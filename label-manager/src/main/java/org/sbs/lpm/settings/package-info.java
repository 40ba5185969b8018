/** The settings folder: definitions of sentinels and printers, and templates. */
package org.sbs.lpm.settings;
