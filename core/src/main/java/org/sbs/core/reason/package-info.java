/** Why something was decided: stable codes with typed values, worded where people read them. */
package org.sbs.core.reason;
