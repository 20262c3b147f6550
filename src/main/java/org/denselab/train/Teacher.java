package org.denselab.train;

import org.denselab.base.BadInput;
import org.denselab.data.Example;

/** What training does with the scores of a teacher in its records. It never ignores them. */
public enum Teacher {
  /** Records with scores are bad input. */
  REFUSE,
  /** {@link Distillation} is added to the contrastive loss; each record must have scores. */
  KL;

  void check(Example example) {
    boolean scored = !example.teacherScores().isEmpty();
    if (this == REFUSE && scored)
      throw new BadInput(
          "training query "
              + example.id()
              + " has a teacher's scores, which this study would not use; set train.teacher: kl,"
              + " or take the scores out of the data");
    if (this == KL && !scored)
      throw new BadInput(
          "training query " + example.id() + " has no teacher's scores, but train.teacher is kl");
  }
}
