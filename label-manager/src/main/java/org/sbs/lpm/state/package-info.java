/**
 * What the Label Print Manager keeps in its state folder: lock, journal, log and who was active.
 */
package org.sbs.lpm.state;
