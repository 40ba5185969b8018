/** The settings while a user changes them, and what helps to choose. */
package org.sbs.view.settings;
