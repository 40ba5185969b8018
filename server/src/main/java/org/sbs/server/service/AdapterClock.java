package org.sbs.server.service;

import java.time.Duration;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** The time by which an adapter waits; a test gives it one that passes at once. */
interface AdapterClock {
  /** Nanoseconds from some instant on. */
  long nanos();

  /**
   * Waits.
   *
   * @throws ServiceException if SBS ends meanwhile
   */
  void pause(Duration time) throws ServiceException;

  /** The real time. */
  AdapterClock REAL =
      new AdapterClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws ServiceException {
          try {
            Thread.sleep(time.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(Reason.of(ReasonCode.SERVICE_NOT_AWAITED), e);
          }
        }
      };
}
