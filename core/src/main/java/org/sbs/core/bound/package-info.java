/** How large the numbers that nodes tell one another can be (R10.10). */
package org.sbs.core.bound;
