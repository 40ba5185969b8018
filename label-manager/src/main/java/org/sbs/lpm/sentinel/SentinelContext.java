package org.sbs.lpm.sentinel;

import org.sbs.lpm.capture.FolderWatcher;
import org.sbs.lpm.capture.OpenFiles;
import org.sbs.lpm.claims.JobIds;
import org.sbs.lpm.claims.NodeId;
import org.sbs.lpm.printer.PrinterGates;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.Journal;
import org.sbs.lpm.state.Log;

/**
 * What all sentinels of a process share; every part is thread safe.
 *
 * @param adoptOthers whether each sentinel takes over the claims of other nodes when it first works
 */
public record SentinelContext(
    NodeId node,
    boolean adoptOthers,
    SettingsFolder settings,
    JobIds ids,
    Journal journal,
    Log log,
    FolderWatcher watcher,
    PrinterGates gates,
    Strays strays,
    OpenFiles openFiles) {}
