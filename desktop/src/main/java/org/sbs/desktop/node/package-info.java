/** The node behind the dialog. */
package org.sbs.desktop.node;
