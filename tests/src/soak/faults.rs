//! What is broken while people work.

use std::sync::atomic::Ordering;

use super::{Fault, ORGANISATIONS, World, locked};
use crate::eventually;

/// So many changes between two faults: everybody has had their turn.
const BETWEEN: usize = ORGANISATIONS * 4;

/// Breaks something and mends it; false where this machine can't.
type Breaks = fn(&World) -> bool;

const FAULTS: [(&str, Breaks); 4] = [
    ("the database crashes and starts again", database),
    ("a replica is killed and started again", killed),
    ("a replica leaves, and another comes later", left),
    ("the database's disk is full for a while", disk),
];

/// Breaks each thing once, and sees that work goes on after it.
pub(super) fn one_of_each(world: &World) -> Vec<Fault> {
    let faults = FAULTS.iter().map(|&(name, breaks)| {
        world.goes_on(BETWEEN);
        world.attempts.store(0, Ordering::Relaxed);
        world.attempts_mended.store(0, Ordering::Relaxed);
        world.is_broken.store(true, Ordering::Relaxed);
        let happened = breaks(world);
        world.is_broken.store(false, Ordering::Relaxed);
        world.goes_on(BETWEEN);
        let attempts = happened.then(|| world.attempts.load(Ordering::Relaxed));
        Fault { name, attempts, after: world.attempts_mended.load(Ordering::Relaxed) }
    });
    faults.collect()
}

fn database(world: &World) -> bool {
    world.cluster.stop();
    let refused = world.refused.load(Ordering::Relaxed);
    eventually("people notice", || world.refused.load(Ordering::Relaxed) > refused || world.has_gone_wrong());
    world.cluster.start();
    true
}

fn killed(world: &World) -> bool {
    if let Some(server) = locked(&world.replicas[0]).take() {
        server.signal("KILL");
        eventually("it is dead", || server.has_ended());
    }
    world.start(0);
    true
}

fn left(world: &World) -> bool {
    if let Some(server) = locked(&world.replicas[1]).take() {
        server.signal("TERM");
        eventually("it ends", || server.has_ended());
    }
    // The one that is left serves everybody.
    world.goes_on(BETWEEN);
    world.start(1);
    true
}

fn disk(world: &World) -> bool {
    if !world.cluster.fill() {
        return false;
    }
    let (refused, acknowledged) = (world.refused.load(Ordering::Relaxed), world.acknowledged.load(Ordering::Relaxed));
    // Small changes find room for a while in what is there already.
    eventually("the disk is full, or nobody minds", || {
        world.refused.load(Ordering::Relaxed) > refused + BETWEEN
            || world.acknowledged.load(Ordering::Relaxed) > acknowledged + 50 * BETWEEN
            || world.has_gone_wrong()
    });
    world.cluster.free();
    true
}
