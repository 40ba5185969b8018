/** Decides what a node lets its peer write: which folders (R10.5), and which entries in them. */
package org.sbs.core.consent;
