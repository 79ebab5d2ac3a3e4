package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import si.paka.adapter.lorawan.mac.Eu868;
import si.paka.adapter.lorawan.mac.GpsTime;
import si.paka.adapter.lorawan.mac.MacCommand;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.server.ServerCounts.What;

/** Takes a device's MAC commands, answers them, and asks for what it should change. Used by the server's thread only. */
final class MacDesk {
    private final ServerSettings settings;
    private final SessionStore store;
    private final ServerCounts counts;

    MacDesk(ServerSettings settings, SessionStore store, ServerCounts counts) {
        this.settings = settings;
        this.store = store;
        this.counts = counts;
    }

    /** @return the status that the device told, if it did */
    Optional<MacCommand.DevStatusAns> take(
            DeviceState device, Session session, List<MacCommand.Up> commands, Opportunity heard, Instant at) {
        Optional<MacCommand.DevStatusAns> status = Optional.empty();
        for (MacCommand.Up command : commands) {
            if (command instanceof MacCommand.DevStatusAns ans) {
                session.mac().answered(MacCommand.DevStatusReq.class);
                device.stats().battery(battery_percent(ans));
                status = Optional.of(ans);
            } else {
                take(device, session, command, heard, at);
            }
        }
        return status;
    }

    static OptionalDouble battery_percent(MacCommand.DevStatusAns ans) {
        boolean known = ans.battery() > 0 && ans.battery() < 255;
        return known
                ? OptionalDouble.of(Math.round(1_000 * (ans.battery() - 1) / 253.0) / 10.0)
                : OptionalDouble.empty();
    }

    private void take(DeviceState device, Session session, MacCommand.Up command, Opportunity heard, Instant at) {
        MacDialogue mac = session.mac();
        if (command instanceof MacCommand.LinkCheckReq) {
            mac.answer(linkCheck(heard));
        } else if (command instanceof MacCommand.DeviceTimeReq) {
            mac.answer(new MacCommand.DeviceTimeAns(GpsTime.seconds(at), GpsTime.fraction(at)));
        } else if (command instanceof MacCommand.LinkAdrAns ans) {
            settle(session, MacCommand.LinkAdrReq.class, req -> linkAdr(device, session, req, ans));
        } else if (command instanceof MacCommand.RxParamSetupAns ans) {
            settle(session, MacCommand.RxParamSetupReq.class, req -> {
                if (ans.accepted()) {
                    confirmed(
                            session,
                            session.parameters().withWindows(req.rx1Offset(), req.rx2DataRate(), req.frequency_Hz()));
                }
            });
        } else if (command instanceof MacCommand.RxTimingSetupAns) {
            settle(
                    session,
                    MacCommand.RxTimingSetupReq.class,
                    req -> confirmed(session, session.parameters().withDelay(req.delay_s())));
        } else if (command instanceof MacCommand.NewChannelAns ans) {
            settle(session, MacCommand.NewChannelReq.class, req -> newChannel(session, req, ans));
        } else {
            counts.count(What.MAC_COMMAND); // an answer to what this server does not ask
        }
    }

    private static MacCommand.LinkCheckAns linkCheck(Opportunity heard) {
        HeardFrame best = heard.best();
        double margin_dB = best.snr_dB() - best.dataRate().neededSnr_dB();
        return new MacCommand.LinkCheckAns(
                (int) Math.max(0, Math.min(254, Math.round(margin_dB))),
                Math.min(255, heard.heard().size()));
    }

    private interface Settling<T> {
        void settle(T request);
    }

    private <T extends MacCommand.Down> void settle(Session session, Class<T> kind, Settling<T> settling) {
        session.mac().answered(kind).ifPresentOrElse(settling::settle, () -> counts.count(What.MAC_COMMAND));
    }

    private void confirmed(Session session, RadioParameters parameters) {
        if (!parameters.equals(session.parameters())) {
            session.parameters(parameters);
            store.putCurrent(session);
        }
    }

    private void linkAdr(DeviceState device, Session session, MacCommand.LinkAdrReq req, MacCommand.LinkAdrAns ans) {
        if (ans.accepted()) {
            confirmed(session, session.parameters().withPower(req.txPower(), Math.max(1, req.transmissions())));
            return;
        }
        Adr.Limits limits = device.adrLimits();
        device.adrLimits(new Adr.Limits(
                ans.dataRate() ? limits.dataRate() : Math.min(limits.dataRate(), req.dataRate() - 1),
                ans.power() ? limits.txPower() : Math.min(limits.txPower(), req.txPower() - 1)));
    }

    private void newChannel(Session session, MacCommand.NewChannelReq req, MacCommand.NewChannelAns ans) {
        boolean last = req.index() == 2 + Eu868.MORE_CHANNELS_Hz.size();
        if (ans.accepted() && last) {
            confirmed(session, session.parameters().withMoreChannels());
        }
    }

    /** What the device should change or tell. */
    void ask(DeviceState device, Session session, boolean adr, Instant now) {
        RadioParameters is = session.parameters();
        int dataRate = device.known()
                .radio()
                .rx2DataRate()
                .orElse(device.known().radio().classC() ? settings.classCDataRate() : settings.rx2DataRate());
        if (is.rx1Offset() != settings.rx1Offset() || is.rx2DataRate() != dataRate || is.rx2_Hz() != Eu868.RX2_Hz) {
            session.mac().ask(new MacCommand.RxParamSetupReq(settings.rx1Offset(), dataRate, Eu868.RX2_Hz));
        }
        if (is.rxDelay_s() != settings.rxDelay_s()) {
            session.mac().ask(new MacCommand.RxTimingSetupReq(settings.rxDelay_s()));
        }
        if (!is.moreChannels()) {
            for (int i = 0; i < Eu868.MORE_CHANNELS_Hz.size(); i++) {
                session.mac().ask(new MacCommand.NewChannelReq(3 + i, Eu868.MORE_CHANNELS_Hz.get(i), 0, 5));
            }
        }
        if (adr) {
            Adr.decide(device.stats().samples(), is, device.adrLimits(), settings.adrMargin_dB())
                    .ifPresent(session.mac()::ask);
        }
        askStatus(device, session, now);
    }

    /** The first time comes by chance within the interval, so that a restart does not ask all at once. */
    private void askStatus(DeviceState device, Session session, Instant now) {
        Duration every = settings.statusInterval();
        if (every.isZero()) {
            return;
        }
        if (device.statusAsked().equals(Instant.EPOCH)) {
            long share_s = Math.floorMod(device.devEui().hashCode(), every.toSeconds());
            device.statusAsked(now.minusSeconds(share_s));
        } else if (!now.isBefore(device.statusAsked().plus(every))) {
            device.statusAsked(now);
            session.mac().ask(new MacCommand.DevStatusReq());
        }
    }
}
