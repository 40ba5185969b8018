/** Health checks of the protected service: how each form of them asks the service. */
package org.sbs.server.health;
