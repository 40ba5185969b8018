/** Health checks of the protected service: what they are, and when a run of failures counts. */
package org.sbs.core.health;
