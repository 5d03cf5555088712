using Portal.Content.Hosting;

namespace Portal.Newsletter.Delivery;

/// <summary>Wakes this node's delivery when something was put in the queue; other nodes notice by polling.</summary>
sealed class DeliverySignal : Signal;
