/** The SBS service: adapters round the core, wired in Main. */
package org.sbs.server;
