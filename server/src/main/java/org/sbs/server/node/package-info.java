/** The loop that feeds the role machine, and what runs its effects. */
package org.sbs.server.node;
