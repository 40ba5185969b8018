/** A cycle on its way in; nothing of it is believed. */
package org.sbs.server.sync.receive;
