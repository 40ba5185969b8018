/** The options that belong to the pair: whose value holds on both nodes (R4.4). */
package org.sbs.core.options;
