# What the engine wrote in words that are always the same (src/engine/said.rs).
engine-for-items = It waits for the items of its collection.
engine-suspended = Its account is suspended. It goes on when the account is resumed.
engine-stopped = It is stopped. It goes on when it is started again.
engine-our-side = Something went wrong on our side. It can be run again.
engine-as-the-step-says = It waits as this step says.
engine-stopped-by = Stopped by { $who }.
