//! What privileges come after: owners, those who pass a right on, and, of default privileges, all that is made.

use schema_model::{Grantee, ObjectId, PrivilegeName};

use super::Graph;
use crate::{given, part};

impl Graph<'_> {
    /// Rights are granted by the owner, and a right passed on is passed on by one who has it.
    pub(super) fn after_its_grantor(&mut self, at: usize, name: &PrivilegeName) {
        self.after_owner_of(at, name.target.id());
        if let Some(grantor) = &name.grantor {
            let mut passed_on = name.clone();
            passed_on.grantee = Grantee::Role(grantor.clone());
            passed_on.grantor = None;
            self.after_action_on(at, &ObjectId::Privilege(passed_on));
        }
    }

    /// What was given when an object was made is changed when it is made, and has its owner.
    pub(super) fn after_making_of(&mut self, at: usize, target: &ObjectId) {
        let whole = self.context.to.resolve(target).unwrap_or(target).clone();
        self.after_action_on(at, &whole);
        self.after_owner_of(at, target);
    }

    fn after_owner_of(&mut self, at: usize, id: &ObjectId) {
        let owner = ObjectId::Owner(part::owned(self.context, id).into());
        self.after_action_on(at, &owner);
    }

    /// Default privileges change when all that a plan makes is there.
    pub(super) fn after_what_it_concerns(&mut self, at: usize, id: &ObjectId) {
        let makers: Vec<usize> = self
            .creators
            .iter()
            .filter(|(made, _)| given::concerns(self.context, id, made))
            .map(|(_, maker)| *maker)
            .collect();
        for maker in makers {
            self.before(maker, at);
        }
    }
}
