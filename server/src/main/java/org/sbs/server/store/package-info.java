/** What a node remembers on disk: its state and its history. */
package org.sbs.server.store;
