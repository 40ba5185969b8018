/** The windows: Swing. */
package org.sbs.desktop.view;
