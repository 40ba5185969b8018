/** Text that came from somewhere else, made fit to be shown. */
package org.sbs.core.text;
