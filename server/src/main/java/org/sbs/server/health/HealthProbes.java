package org.sbs.server.health;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.health.HealthCheck;

/** Makes what asks the service, for each form of check. */
public final class HealthProbes implements HealthCheck.Cases<HealthProbe> {
  private final List<String> lpmStuck;

  /**
   * With the command that asks the Label Print Manager what is stuck, but for its last word, for
   * how many seconds; empty where there is no such check.
   */
  public HealthProbes(List<String> lpmStuck) {
    this.lpmStuck = List.copyOf(lpmStuck);
  }

  @Override
  public HealthProbe tcp(HealthCheck.Tcp check) {
    return new TcpProbe(check);
  }

  @Override
  public HealthProbe http(HealthCheck.Http check) {
    return new HttpProbe(check);
  }

  @Override
  public HealthProbe program(HealthCheck.Program check) {
    return new ProgramProbe(check.command(), ProgramProbe::exitStatus);
  }

  @Override
  public HealthProbe jobs(HealthCheck.Jobs check) {
    List<String> command = new ArrayList<>(lpmStuck);
    command.add(Integer.toString(check.olderThanSeconds()));
    return new ProgramProbe(command, LpmVerdict::of);
  }
}
