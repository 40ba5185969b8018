/** What the dialog shows and does, without a window: presentation models. */
package org.sbs.desktop.model;
