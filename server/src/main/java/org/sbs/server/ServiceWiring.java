package org.sbs.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.health.HealthProbes;
import org.sbs.server.service.CommandService;
import org.sbs.server.service.CommandSpec;
import org.sbs.server.service.LpmControl;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.SystemdService;
import org.sbs.server.service.WindowsService;
import org.sbs.server.service.WindowsSpec;
import org.sbs.server.store.OwnerOnly;
import org.sbs.server.windows.WindowsServiceManager;

/** Makes the protected service that the settings ask for. */
final class ServiceWiring implements ServiceAdapter.Cases<ProtectedService, ServiceException> {
  private final Path settingsFolder;
  private final HomeFolder home;
  private final Path state;
  private final String nodeId;

  private ServiceWiring(Path settingsFolder, HomeFolder home, String nodeId) {
    this.settingsFolder = settingsFolder;
    this.home = home;
    this.state = home.state();
    this.nodeId = nodeId;
  }

  /** The service; nothing is started or stopped yet. */
  static ProtectedService service(Settings.Service service, HomeFolder home, String nodeId)
      throws ServiceException {
    folder(home.state());
    return service
        .adapter()
        .choose(new ServiceWiring(Path.of(service.settingsFolder()), home, nodeId));
  }

  /** What asks whether the service works, for each form of check. */
  static HealthProbes probes(Settings.Service service, HomeFolder home) throws ServiceException {
    boolean jobs =
        service.checks().stream().anyMatch(check -> check.kind() == HealthCheck.Kind.JOBS);
    return new HealthProbes(
        jobs
            ? LpmPreset.beside(Main.class)
                .stuck(Path.of(service.settingsFolder()), ownFolder(home.labelManager()))
            : List.of());
  }

  @Override
  public ProtectedService lpm() throws ServiceException {
    Path ownFolder = ownFolder(home.labelManager());
    CommandSpec spec =
        LpmPreset.beside(Main.class)
            .spec(folder(settingsFolder), ownFolder, nodeId, CommandSpec.Limits.DEFAULT);
    LpmControl running = new LpmControl(ownFolder, spec.limits().command());
    return new CommandService(spec, state, Optional.of(running));
  }

  @Override
  public ProtectedService command(ServiceAdapter.Command adapter) {
    CommandSpec.Lifecycle lifecycle =
        adapter
            .lifecycle()
            .match(
                owned -> new CommandSpec.Owned(owned.run(), false),
                managed ->
                    new CommandSpec.Managed(managed.start(), managed.stop(), managed.running()));
    CommandSpec spec =
        new CommandSpec(
            lifecycle,
            adapter.sentinels().list(),
            adapter.sentinels().activate(),
            Optional.of(adapter.sentinels().deactivate()).filter(words -> !words.isEmpty()),
            Optional.of(adapter.sentinels().reload()).filter(words -> !words.isEmpty()),
            CommandSpec.Limits.DEFAULT);
    return new CommandService(spec, state);
  }

  @Override
  public ProtectedService systemd(ServiceAdapter.Systemd adapter) {
    return new SystemdService(adapter.unit(), adapter.sentinelUnit());
  }

  @Override
  public ProtectedService windowsService(ServiceAdapter.WindowsService adapter) {
    ServiceAdapter.SentinelCommands sentinels = adapter.sentinels();
    WindowsSpec spec =
        new WindowsSpec(
            adapter.serviceName(),
            sentinels.list(),
            sentinels.activate(),
            Optional.of(sentinels.deactivate()).filter(words -> !words.isEmpty()),
            Optional.of(sentinels.reload()).filter(words -> !words.isEmpty()),
            WindowsSpec.Limits.DEFAULT);
    return new WindowsService(spec, new WindowsServiceManager());
  }

  /** The Label Print Manager's own, whose log and journal name private files (R10.8). */
  private static Path ownFolder(Path folder) throws ServiceException {
    try {
      OwnerOnly.folder(folder);
      return folder;
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.FOLDER_NOT_MADE)
              .with("folder", folder.toString())
              .with("why", Reason.sentence(e.toString())),
          e);
    }
  }

  private static Path folder(Path folder) throws ServiceException {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.FOLDER_NOT_MADE)
              .with("folder", folder.toString())
              .with("why", Reason.sentence(e.toString())),
          e);
    }
  }
}
