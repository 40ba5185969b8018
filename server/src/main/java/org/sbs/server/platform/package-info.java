/** SBS itself as a service of the machine that it runs on. */
package org.sbs.server.platform;
