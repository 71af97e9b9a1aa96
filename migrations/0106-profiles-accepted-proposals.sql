-- Each filed case asks whether its procedure is one that somebody has accepted a proposal of: they are few.
create index proposal_accepted on profiles.proposal (procedure) where state = 'accepted';
