/** The settings of a node, and the checks that tell all that is wrong with them at once. */
package org.sbs.core.settings;
