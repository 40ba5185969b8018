package org.sbs.core.role;

/** One method an event. */
public interface EventVisitor<R> {
  R prepared(Event.Prepared event);

  R prepareFailed(Event.PrepareFailed event);

  R tick(Event.Tick event);

  R beatDue(Event.BeatDue event);

  R woken(Event.Woken event);

  R userStop(Event.UserStop event);

  R answered(Event.Answered event);

  R noAnswer(Event.NoAnswer event);

  R nameUnknown(Event.NameUnknown event);

  R silentPeer(Event.SilentPeer event);

  R brokenAnswer(Event.BrokenAnswer event);

  R notAPeer(Event.NotAPeer event);

  R peerAsked(Event.PeerAsked event);

  R followAsked(Event.FollowAsked event);

  R followAccepted(Event.FollowAccepted event);

  R followRefused(Event.FollowRefused event);

  R heard(Event.Heard event);

  R linkClosed(Event.LinkClosed event);

  R replicationEnded(Event.ReplicationEnded event);

  R handOverAsked(Event.HandOverAsked event);

  R handOverTaken(Event.HandOverTaken event);

  R cycleCommitted(Event.CycleCommitted event);

  R lastCycleDone(Event.LastCycleDone event);

  R dataSettled(Event.DataSettled event);

  R settleFailed(Event.SettleFailed event);

  R progressed(Event.Progressed event);

  R fitnessKnown(Event.FitnessKnown event);

  R persisted(Event.Persisted event);

  R persistFailed(Event.PersistFailed event);

  R serviceStarted(Event.ServiceStarted event);

  R serviceStartFailed(Event.ServiceStartFailed event);

  R serviceStopped(Event.ServiceStopped event);

  R serviceStopFailed(Event.ServiceStopFailed event);

  R serviceDied(Event.ServiceDied event);

  R serviceUnhealthy(Event.ServiceUnhealthy event);

  R serviceHealthy(Event.ServiceHealthy event);

  R surroundings(Event.Surroundings event);

  R switchoverAsked(Event.SwitchoverAsked event);

  R switchoverWanted(Event.SwitchoverWanted event);

  R switchoverRefused(Event.SwitchoverRefused event);

  R peerReplaced(Event.PeerReplaced event);

  R pauseAsked(Event.PauseAsked event);

  R witnessSeen(Event.WitnessSeen event);

  R witnessFailed(Event.WitnessFailed event);

  R claimed(Event.Claimed event);

  R claimLost(Event.ClaimLost event);

  R released(Event.Released event);

  R witnessKnown(Event.WitnessKnown event);

  R filesAdopted(Event.FilesAdopted event);
}
