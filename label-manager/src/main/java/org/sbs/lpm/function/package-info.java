/** The functions of templates: what they make of a field's value, and which values they refuse. */
package org.sbs.lpm.function;
