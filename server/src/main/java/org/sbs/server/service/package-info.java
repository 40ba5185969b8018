/** The protected service and the adapters that start and stop it. */
package org.sbs.server.service;
