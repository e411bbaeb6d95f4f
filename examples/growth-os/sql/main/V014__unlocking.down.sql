-- Undoes V014.

drop function internal.unlock(uuid, uuid, text);

drop function internal.settle_track(uuid);

drop function internal.lock_learner(uuid);

drop function internal.track_complete(uuid);

drop function internal.recording_complete(uuid, uuid);

drop function internal.assignment_passed(uuid, uuid);

drop function internal.recordings_of(uuid);
