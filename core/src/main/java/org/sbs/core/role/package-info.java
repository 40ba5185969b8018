/** Who serves: the role machine, its states, events and effects. */
package org.sbs.core.role;
