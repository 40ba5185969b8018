/** The local HTTP interface by which commands control a running node. */
package org.sbs.server.admin;
