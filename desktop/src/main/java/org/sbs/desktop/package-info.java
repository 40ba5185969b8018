/** The configuration dialog and the tray icon. */
package org.sbs.desktop;
