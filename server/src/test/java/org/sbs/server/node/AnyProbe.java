package org.sbs.server.node;

import org.sbs.core.health.HealthCheck;
import org.sbs.server.health.HealthProbe;

/** One way to ask the service for all forms of checks. */
record AnyProbe(HealthProbe probe) implements HealthCheck.Cases<HealthProbe> {
  @Override
  public HealthProbe tcp(HealthCheck.Tcp check) {
    return probe;
  }

  @Override
  public HealthProbe http(HealthCheck.Http check) {
    return probe;
  }

  @Override
  public HealthProbe program(HealthCheck.Program check) {
    return probe;
  }

  @Override
  public HealthProbe jobs(HealthCheck.Jobs check) {
    return probe;
  }
}
