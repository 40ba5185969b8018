/** JSON as a tree of plain values, on Jackson's streaming part alone. */
package org.sbs.server.json;
