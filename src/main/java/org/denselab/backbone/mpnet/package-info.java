/** MPNet. Entry type: {@link org.denselab.backbone.mpnet.MpnetConfig}. Must not know training. */
package org.denselab.backbone.mpnet;
