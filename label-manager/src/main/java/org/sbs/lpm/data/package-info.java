/** Data files: CSV, key=value and JSON, each read into rows of named fields. */
package org.sbs.lpm.data;
