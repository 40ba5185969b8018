/** The one picture of a pair's state that every screen shows (R9.7). Pure. */
package org.sbs.view.picture;
