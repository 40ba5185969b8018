/** Colours of states and severities, for every screen. */
package org.sbs.view.look;
